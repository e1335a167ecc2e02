"""Who is there: the desk at the door, presence at the event, its parts and sessions."""
