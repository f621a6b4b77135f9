"""How fast the search is, how much it finds, how large its index: `make bench-search`;
and how fast pages are served: `make bench`.

search      the command: archives of each size on each database, measured and reported
archives    an invented archive in a folder, made once, and programs run in it
measuring   what is measured in one archive, in a process of its own
timing      many questions asked one after the other, and what of their times is told
questions   questions of each class, drawn from the archive by how many articles hold a word
checking    recall and precision, against a plain scan of all articles
sizes       how large text and index are, how fast articles are saved
report      tables, and the budgets with whether they hold

pages       the command: archives of each size on each database, served and reported
serving     the real server with one archive, and wrk; in a process of its own
constant    the bare Django view that all is compared with
serving_report   its tables and budgets
"""
