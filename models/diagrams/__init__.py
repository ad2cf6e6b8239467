"""Architecture diagrams: the graph, its layout and routes, the steps, their checks and the text alternative.

Owns what a diagram means and where everything lies; knows nothing about fonts or screens: whoever wants a
layout brings a function that measures text. The modules are imported one by one, so that idle time can take them
in small pieces: `schema` what a file holds, `loader` reads it, `words` and `live` put figures into its texts,
`plan` lays it out, `describe` tells it in words, `checks` proves it.
"""
