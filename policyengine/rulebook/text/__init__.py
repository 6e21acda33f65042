"""YAML as text: decoding, events, nodes that know their places, and what is wrong with the writing."""
