"""Files that are to come in, and who they are for."""

import os


def write(book, name, content):
    """A file beside the book; answers its path."""
    path = os.path.join(book.folder, name)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def with_pm(book, *options):
    book.run("pm", "add", "Priya", *options).exits(0)
    return book
