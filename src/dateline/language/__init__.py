"""The language room: text comes in, its analysis goes out.

In: texts, with stretches such as datelines that belong to no sentence. Out: :class:`~dateline.language.analysis.Analysis` - sentences of
Universal Dependencies words with exact offsets and trees, entities, and sources, cues and contents joined into attributions.

The door is :class:`~dateline.language.analysis.Analyser`. The path inside: ``words`` cuts text into words, ``passages`` gathers them for
the
encoder, ``network`` runs the ONNX graphs, ``decoding`` turns scores into labels and trees, ``attribution_spans`` joins spans around cues.
"""
