"""Tasks that the Government or the Prime Minister assigned: what they are, how they stand, and how they are kept."""

from data.tasks.records import Change, Task, TaskEntry, TaskState

__all__ = ["Change", "Task", "TaskEntry", "TaskState"]
