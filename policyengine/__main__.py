"""`python -m policyengine`: the command line, where its script is not on the path."""

from policyengine.cli import main

main()
