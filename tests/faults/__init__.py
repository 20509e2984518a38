"""Faults put into the whole command, seen from the system: each row of the table of faults, and where it is shown.

A command runs in a process of its own, over a small workspace in which one paper was edited by a person, one is to be
another, two are right and two are new (`office.busy_office`). `strace` kills it, or refuses it, at the very call that
is wanted (`traced`); programs that have ctidocs loaded already make hundreds of such runs affordable (`server`). Where
strace is missing, or may not watch others, those tests are skipped with that reason. What is shown of single functions
stands elsewhere, and is named in brackets.

46  register changed while it is read             test_while_read (tests/test_surroundings.py)
47  register, key workbook and logs as they were  test_every_call (after kills), test_refusals, test_disks (after
                                                  faults), test_endings, test_nothing_touched (after every command)
57  disk full at every write                      test_refusals (ENOSPC, EDQUOT), test_disks (a small disk, a limit on
                                                  files) (tests/store/test_atomic_faults.py)
58  failing disk, read-only folder, folder gone   test_refusals (EIO), test_disks (tests/store/test_atomic_faults.py)
59  SIGKILL at every call that writes             test_every_call (tests/store/test_killed.py)
60  signals, closed terminal, stdout that is shut test_endings (tests/test_cli.py)
61  files of dead runs swept, of living ones not  test_temporaries (tests/store/test_atomic.py)
62  two runs at once, a dead one's lock, another
    machine's note                                test_two_runs
68  what only looks makes nothing                 test_nothing_touched
70  0600 and 0700 under umask 000                 test_modes (tests/store/test_manifest_faults.py, test_atomic.py)
78  no socket                                     test_nothing_touched
"""
