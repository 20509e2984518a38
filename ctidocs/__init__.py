"""ctidocs: a spreadsheet register in, the papers of a CTI programme out."""

__version__ = "0.1.0"
