"""How a file of figures is read: what each row says, and what is wrong with it. Pure."""
