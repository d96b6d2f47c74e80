"""Where labelers agree and where they do not. Pure: no database, no wire.

``records`` says what is compared, ``kappa``, ``alpha``, ``fleiss`` and ``unitizing`` how well
people agree, ``evaluation`` how well one meets the truth, ``bootstrap`` how sure that is.
A value that is undefined is None, never NaN, and ``n`` always tells what it is about.
"""
