"""How languages write numbers, where Django has it otherwise; read by its own filters too."""
