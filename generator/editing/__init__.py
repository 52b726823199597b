"""What the commands do that change what people have written."""
