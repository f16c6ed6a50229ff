"""Coordinated operational plans: drafted together, agreed by every party as one text, taken over by each side."""
