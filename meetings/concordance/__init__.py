"""The languages of a text held against each other: findings, waivers, and the group's glossary."""
