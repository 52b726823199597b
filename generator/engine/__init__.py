"""What runs inside MkDocs: its pages, and the server that shows an edit."""
