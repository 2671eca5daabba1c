#!/usr/bin/env python3
"""clients.py NAME: what a Python driver shows of the views of schema gpurent_bi, a line each.

    psycopg2, psycopg-text, psycopg-binary, asyncpg, pyodbc, pandas, sqlalchemy, libreoffice

Prints, for scripts/clients.sh to hold against what psql says:
    VIEW rows N
    VIEW.COLUMN TYPE TOTAL      as the driver names the type and holds the values: the sum of numbers,
                                the first and the last day, how many are true, how many characters
    filter TOTAL                net revenue of a pool and a month, both bound
    call NAME RESULT            functions with text, double precision and integers bound
    refused NAME                a bare number where a rate is wanted
Connects by libpq's environment variables, and PGPASSWORD over PGHOSTADDR where a driver has no sockets.
"""
import datetime
import decimal
import os
import sys

decimal.getcontext().prec = 60
POOL, MONTH = '北京 A100', datetime.date(2025, 6, 1)
VIEWS = """SELECT relname::text FROM pg_class WHERE relnamespace = 'gpurent_bi'::regnamespace AND relkind = 'v' ORDER BY relname COLLATE "C" """
FILTER = 'SELECT net_functional FROM gpurent_bi.revenue_month WHERE pool = {} AND month = {}'
CALLS = [
    ('payback', 'SELECT payback({}, {})', ['100000 CNY/card', '15.1 CNY/card/hour']),
    ('payback_utilization', 'SELECT payback({}, {}, {})', ['100000 CNY/card', '15.1 CNY/card/hour', 0.6]),
    ('gross_margin', 'SELECT gross_margin({}, {})', [5.4, 2.9]),
    ('cagr', 'SELECT cagr({}, {}, {})', [19.5, 34.66, 4.0]),
    ('pmt', 'SELECT pmt({}, {}, {})', [0.05, 12, 1000]),
    ('vat_split', 'SELECT (vat_split({}, {})).net', [345600000.5, 0.06]),
    ('irr', 'SELECT irr({})', ['{-100.1,60.7,60.3}']),
]
REFUSED = ('SELECT net({})', [15])
TYPES = {1700: 'numeric', 1082: 'date', 21: 'integer', 23: 'integer', 20: 'integer', 16: 'boolean', 1043: 'text', 25: 'text'}


def plain(number):
    number = decimal.Decimal(number)
    return '0' if number == 0 else format(number.normalize(), 'f')


def total(kind, values):
    values = [v for v in values if v is not None]
    for value in values:
        expected = {'numeric': decimal.Decimal, 'date': datetime.date, 'integer': int, 'boolean': bool, 'text': str}[kind]
        if not isinstance(value, expected) or isinstance(value, datetime.datetime) or (kind == 'integer' and isinstance(value, bool)):
            return 'has a ' + type(value).__name__
    if kind in ('numeric', 'integer'):
        return plain(sum(values, decimal.Decimal(0)))
    if kind == 'date':
        return min(values).isoformat() + ' ' + max(values).isoformat() if values else '-'
    return str(sum(values) if kind == 'boolean' else sum(len(v) for v in values))


def typed(query, arguments):
    """With types, for drivers that put parameters into the query as literals without one."""
    names = {str: 'text', float: 'float8', int: 'int'}
    return query.format(*['?::' + names[type(a)] for a in arguments])


class Client:
    """A driver of Python's DB API."""
    marks = '%s'

    def fetch(self, query, arguments=()):
        """Names and types of the columns, and the rows."""
        cursor = self.connection.cursor()
        cursor.execute(query, arguments) if arguments else cursor.execute(query)
        rows = [tuple(row) for row in cursor.fetchall()]
        return [(d[0], self.kind(d)) for d in cursor.description], rows

    def kind(self, description):
        return TYPES.get(description[1], str(description[1]))

    def view(self, name):
        return self.fetch('SELECT * FROM gpurent_bi.' + name)

    def value(self, query, arguments):
        return self.fetch(query.format(*[self.marks] * len(arguments)), arguments)[1][0][0]

    def state(self, error):
        return error.pgcode


class Psycopg2(Client):
    def __init__(self):
        import psycopg2
        self.connection = psycopg2.connect('')
        self.connection.autocommit = True


class Psycopg(Client):
    def __init__(self, binary):
        import psycopg
        self.connection = psycopg.connect('', autocommit=True)
        self.binary = binary
        self.marks = '%b' if binary else '%t'

    def fetch(self, query, arguments=()):
        cursor = self.connection.cursor(binary=self.binary)
        cursor.execute(query, arguments or None)
        return [(d.name, TYPES.get(d.type_code, str(d.type_code))) for d in cursor.description], cursor.fetchall()

    def value(self, query, arguments):
        # dumped as what they are: a float as float8, an int as the smallest integer that holds it
        return super().value(query, arguments)

    def state(self, error):
        return error.sqlstate


class Asyncpg(Client):
    def __init__(self):
        import asyncio
        import asyncpg
        self.loop = asyncio.new_event_loop()
        self.connection = self.loop.run_until_complete(asyncpg.connect())

    def fetch(self, query, arguments=()):
        async def run():
            statement = await self.connection.prepare(query)
            kinds = [(a.name, TYPES.get(a.type.oid, a.type.name)) for a in statement.get_attributes()]
            return kinds, [tuple(r) for r in await statement.fetch(*arguments)]
        return self.loop.run_until_complete(run())

    def value(self, query, arguments):
        # it asks the server for the types of parameters, which are to be said
        names = {str: 'text', float: 'float8', int: 'int', datetime.date: 'date'}
        return self.fetch(query.format(*['$%d::%s' % (i + 1, names[type(a)]) for i, a in enumerate(arguments)]), arguments)[1][0][0]

    def state(self, error):
        return error.sqlstate


class Pyodbc(Client):
    marks = '?'

    def __init__(self):
        import pyodbc
        # booleans as such, not as '0' and '1'
        self.connection = pyodbc.connect('Driver={PostgreSQL Unicode};Servername=%s;Port=%s;Database=%s;UID=%s;PWD=%s;BoolsAsChar=0' % (
            os.environ['CLIENT_HOST'], os.environ['PGPORT'], os.environ['PGDATABASE'], os.environ['PGUSER'], os.environ['PGPASSWORD']), autocommit=True)

    def kind(self, description):
        return {decimal.Decimal: 'numeric', datetime.date: 'date', int: 'integer', bool: 'boolean', str: 'text'}.get(description[1], str(description[1]))

    def value(self, query, arguments):
        return self.fetch(typed(query, arguments), arguments)[1][0][0]

    def state(self, error):
        return error.args[0]

    def close(self):
        self.connection.close()


class SqlAlchemy(Client):
    """Views as it reflects them, and selects over what it reflected."""
    def __init__(self):
        import sqlalchemy
        self.sqlalchemy = sqlalchemy
        self.engine = sqlalchemy.create_engine('postgresql+psycopg2://')
        self.connection = self.engine.connect()
        self.kinds = {'NUMERIC': 'numeric', 'DATE': 'date', 'INTEGER': 'integer', 'BIGINT': 'integer', 'BOOLEAN': 'boolean', 'VARCHAR': 'text'}

    def view(self, name):
        table = self.sqlalchemy.Table(name, self.sqlalchemy.MetaData(), autoload_with=self.engine, schema='gpurent_bi')
        for column in table.columns:
            kind = type(column.type).__name__
            # with its precision, and its length: else it is another type
            if (kind == 'NUMERIC' and column.type.scale is None) or (kind == 'VARCHAR' and column.type.length is None):
                raise SystemExit('%s.%s is reflected as %r' % (name, column.name, column.type))
        return ([(c.name, self.kinds.get(type(c.type).__name__, repr(c.type))) for c in table.columns],
                [tuple(r) for r in self.connection.execute(self.sqlalchemy.select(table))])

    def fetch(self, query, arguments=()):
        result = self.connection.exec_driver_sql(query, tuple(arguments))
        return [(c, '') for c in result.keys()], [tuple(r) for r in result]

    def state(self, error):
        return error.orig.pgcode


class Pandas(SqlAlchemy):
    """Data frames, whose numerics stay Decimal with coerce_float=False."""
    def view(self, name):
        import pandas
        frame = pandas.read_sql('SELECT * FROM gpurent_bi.' + name, self.connection, coerce_float=False)
        columns, rows = [], []
        for column in frame.columns:
            # a column of integers with NULLs is one of floats there, as pandas has it
            values = [None if pandas.isna(v) else v for v in frame[column].tolist()]
            if frame[column].dtype.kind == 'f':
                values = [None if v is None else int(v) for v in values]
            known = next((v for v in values if v is not None), None)
            columns.append((column, {decimal.Decimal: 'numeric', datetime.date: 'date', int: 'integer', bool: 'boolean', str: 'text'}.get(type(known), '')))
            rows.append(values)
        return columns, list(zip(*rows))


class LibreOffice(Client):
    """SDBC, as Base and Calc read a database, in a LibreOffice of its own."""
    marks = '?'

    def __init__(self):
        import subprocess
        import tempfile
        import time
        import uno
        self.profile = tempfile.mkdtemp()
        pipe = 'gpurent%d' % os.getpid()
        self.office = subprocess.Popen(['soffice', '--headless', '--norestore', '-env:UserInstallation=file://' + self.profile,
                                        '--accept=pipe,name=%s;urp;' % pipe], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', local)
        for _ in range(300):
            try:
                context = resolver.resolve('uno:pipe,name=%s;urp;StarOffice.ComponentContext' % pipe)
                break
            except Exception:
                time.sleep(0.2)
        manager = context.ServiceManager.createInstanceWithContext('com.sun.star.sdbc.DriverManager', context)
        # dates come as texts, in whatever style the session has
        self.connection = manager.getConnection('sdbc:postgresql:host=%s port=%s dbname=%s user=%s password=%s options=-cdatestyle=ISO' % (
            os.environ['CLIENT_HOST'], os.environ['PGPORT'], os.environ['PGDATABASE'], os.environ['PGUSER'], os.environ['PGPASSWORD']))
        self.context = context

    def close(self):
        import shutil
        try:
            self.context.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', self.context).terminate()
        except Exception:
            pass
        self.office.wait(30)
        shutil.rmtree(self.profile, ignore_errors=True)

    def fetch(self, query, arguments=()):
        # java.sql's numbers of types
        kinds = {2: 'numeric', 3: 'numeric', 91: 'date', 4: 'integer', 5: 'integer', -5: 'integer', 16: 'boolean', -7: 'boolean', 12: 'text', 1: 'text'}
        statement = self.connection.prepareStatement(query)
        for i, a in enumerate(arguments):
            if isinstance(a, datetime.date):
                import uno
                statement.setDate(i + 1, uno.createUnoStruct('com.sun.star.util.Date', a.day, a.month, a.year))
            elif isinstance(a, float):
                statement.setDouble(i + 1, a)
            elif isinstance(a, int):
                statement.setInt(i + 1, a)
            else:
                statement.setString(i + 1, a)
        result = statement.executeQuery()
        meta = result.getMetaData()
        columns = [(meta.getColumnName(i), kinds.get(meta.getColumnType(i), str(meta.getColumnType(i)))) for i in range(1, meta.getColumnCount() + 1)]
        read = {'numeric': lambda v: decimal.Decimal(v), 'date': datetime.date.fromisoformat, 'integer': int, 'boolean': lambda v: v in ('t', 'true', '1'), 'text': str}
        rows = []
        while result.next():
            row = []
            for i, (_, kind) in enumerate(columns):
                value = result.getString(i + 1)
                # each of these is a call of another process
                row.append(None if value == '' and result.wasNull() else read.get(kind, str)(value))
            rows.append(tuple(row))
        return columns, rows

    def value(self, query, arguments):
        return self.fetch(typed(query, arguments), arguments)[1][0][0]

    def state(self, error):
        return getattr(error, 'SQLState', '') or '42000'


def main():
    name = sys.argv[1]
    client = {'psycopg2': Psycopg2, 'psycopg-text': lambda: Psycopg(False), 'psycopg-binary': lambda: Psycopg(True), 'asyncpg': Asyncpg, 'pyodbc': Pyodbc,
              'pandas': Pandas, 'sqlalchemy': SqlAlchemy, 'libreoffice': LibreOffice}[name]()
    try:
        for view, in client.fetch(VIEWS)[1]:
            columns, rows = client.view(view)
            print(view, 'rows', len(rows))
            for i, (column, kind) in enumerate(columns):
                if kind == '':          # a frame without a value has no type to tell
                    continue
                print('%s.%s %s %s' % (view, column, kind, total(kind, [r[i] for r in rows]) if kind in ('numeric', 'date', 'integer', 'boolean', 'text') else ''))
        marks = ['$1::text', '$2::date'] if name == 'asyncpg' else [client.marks] * 2
        print('filter', plain(sum(r[0] for r in client.fetch(FILTER.format(*marks), (POOL, MONTH))[1])))
        for call, query, arguments in CALLS:
            print('call', call, plain(client.value(query, arguments)))
        try:
            client.value(*REFUSED)
            print('a bare number was taken')
        except Exception as error:
            state = client.state(error)
            print('refused', 'net' if state is not None and state[:2] in ('22', '42') else 'with ' + repr(error))
    finally:
        getattr(client, 'close', lambda: None)()


main()
