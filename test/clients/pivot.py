#!/usr/bin/env python3
"""pivot.py: a view of schema gpurent_bi, imported into a sheet of LibreOffice Calc and pivoted there, a line each.

    POOL YEAR AMOUNT            net revenue by pool and year as the pivot table shows it, to the cent
    POOL Total AMOUNT           its totals of rows, of columns and of all
    Total YEAR AMOUNT

A data source of the database is made as in Tools, Options, Base; the sheet is filled as by a view dragged
from Data Sources, and the table is that of Insert, Pivot Table.  Connects by libpq's environment variables, and PGPASSWORD over CLIENT_HOST.
"""
import os
import shutil
import subprocess
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue

ROW, COLUMN, DATA = (uno.Enum('com.sun.star.sheet.DataPilotFieldOrientation', o) for o in ('ROW', 'COLUMN', 'DATA'))
SUM = uno.Enum('com.sun.star.sheet.GeneralFunction', 'SUM')
VIEW = 'gpurent_bi.revenue_month'


def options(**named):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in named.items())


def office(profile):
    """The context of a LibreOffice of its own."""
    pipe = 'gpurent%d' % os.getpid()
    process = subprocess.Popen(['soffice', '--headless', '--norestore', '-env:UserInstallation=file://' + profile,
                                '--accept=pipe,name=%s;urp;' % pipe], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', local)
    for _ in range(600):
        try:
            return process, resolver.resolve('uno:pipe,name=%s;urp;StarOffice.ComponentContext' % pipe)
        except Exception:
            time.sleep(0.2)
    raise SystemExit('soffice does not answer')


def pivot(context, profile):
    def service(name):
        return context.ServiceManager.createInstanceWithContext(name, context)

    sources = service('com.sun.star.sdb.DatabaseContext')
    source = sources.createInstance()
    source.URL = 'sdbc:postgresql:host=%s port=%s dbname=%s user=%s password=%s options=-cdatestyle=ISO' % (
        os.environ['CLIENT_HOST'], os.environ['PGPORT'], os.environ['PGDATABASE'], os.environ['PGUSER'], os.environ['PGPASSWORD'])
    source.DatabaseDocument.storeAsURL('file://' + profile + '/book.odb', ())
    sources.registerObject('book', source)

    document = service('com.sun.star.frame.Desktop').loadComponentFromURL('private:factory/scalc', '_blank', 0, options(Hidden=True))
    sheet = document.Sheets.getByIndex(0)
    corner = sheet.getCellRangeByName('A1')
    corner.doImport(options(DatabaseName='book', SourceType=uno.Enum('com.sun.star.sheet.DataImportMode', 'TABLE'), SourceObject=VIEW))
    region = sheet.createCursorByRange(corner)
    region.collapseToCurrentRegion()

    document.Sheets.insertNewByName('pivot', 1)
    sheet = document.Sheets.getByName('pivot')
    tables = sheet.getDataPilotTables()
    descriptor = tables.createDataPilotDescriptor()
    descriptor.setSourceRange(region.getRangeAddress())
    fields = descriptor.getDataPilotFields()
    for name, orientation in (('pool', ROW), ('year', COLUMN), ('net_functional', DATA)):
        fields.getByName(name).Orientation = orientation
    fields.getByName('net_functional').Function = SUM
    tables.insertNewByName('net', sheet.getCellByPosition(0, 0).getCellAddress(), descriptor)
    at = tables.getByName('net').OutputRange
    rows = sheet.getCellRangeByPosition(at.StartColumn, at.StartRow, at.EndColumn, at.EndRow).getDataArray()
    document.close(True)
    return rows


def main():
    profile = tempfile.mkdtemp()
    process, context = office(profile)
    try:
        rows = pivot(context, profile)
    finally:
        try:
            context.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', context).terminate()
        except Exception:
            pass
        process.wait(60)
        shutil.rmtree(profile, ignore_errors=True)
    # above the years the fields' names, and maybe a row for a filter
    head = next(i for i, row in enumerate(rows) if row[0] == 'pool')

    def told(name):
        return 'Total' if name == 'Total Result' else str(int(name)) if isinstance(name, float) else name

    for row in rows[head + 1:]:
        for year, amount in zip(rows[head][1:], row[1:]):
            if amount != '':
                print(told(row[0]), told(year), '%.2f' % amount)


main()
