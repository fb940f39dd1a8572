"""The warehouse: facts, the way in, and the questions that can be asked. SQL stands in this package alone."""
