"""The knowledge room: facts the coders consult. In: data files a political scientist can read and edit. Out: typed records.

Doors: :class:`dateline.knowledge.codebook.Codebook` (``Codebook.load(folder)``: event types, modes, the constructions that express them,
object classes and examples); :func:`dateline.knowledge.codebook_check.check_examples` (a codebook and a coder to what came out otherwise);
:func:`dateline.knowledge.countries.countries`, :func:`dateline.knowledge.agents.agents` and :func:`dateline.knowledge.actors.actors`
(the tables of countries and bodies, of agent words and of known actors with their roles at a day).
"""
