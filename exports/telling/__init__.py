"""What a chart says in sentences, from the figures that it shows: each sentence names the figures it is made of."""
