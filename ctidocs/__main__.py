"""`py -m ctidocs`: for Windows, where the folder of commands is seldom on the path."""

from ctidocs.cli import main

if __name__ == "__main__":
    main()
