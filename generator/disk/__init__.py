"""Files and folders: reading them within bounds, naming them, writing them whole, one build at a time."""
