"""The API as a whole: its routes, its envelope, its errors, its description."""
