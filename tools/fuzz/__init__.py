"""Long runs of hypothesis and of programs that are killed or measured: ``make fuzz``.

What ``make test`` runs is in ``tests``, with the strategies for what is valid.
"""
