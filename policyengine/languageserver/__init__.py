"""The language server: what an editor asks while somebody writes rules, from one picture of the folder.

`server` speaks the protocol; everything else is a pure function of a `Picture` and a place in a text.
"""
