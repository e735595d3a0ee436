"""Run by the environment's python: `sql.py DATABASE STATEMENT` prints the rows as JSON."""

import json
import sys

import psycopg2

connection = psycopg2.connect(dbname=sys.argv[1])
connection.autocommit = True
with connection.cursor() as cursor:
    cursor.execute(sys.argv[2])
    print(json.dumps(cursor.fetchall() if cursor.description else [], default=str))
