"""The commands, by what they are about, and the terminal."""
