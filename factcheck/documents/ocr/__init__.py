"""Optical character recognition of scans, by the program tesseract where it is installed."""
