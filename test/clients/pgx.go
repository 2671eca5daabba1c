// pgx.go: what pgx shows of the views of schema gpurent_bi, as clients.py tells it.  Connects by libpq's environment variables.
package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"os"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgconn"
	"github.com/jackc/pgtype"
	"github.com/jackc/pgx/v4"
)

const places = 40

var ctx = context.Background()
var kinds = map[uint32]string{1700: "numeric", 1082: "date", 21: "integer", 23: "integer", 20: "integer", 16: "boolean", 1043: "text", 25: "text"}

func fail(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// a number of 10^-places
func scaled(number *big.Int, exponent int32) *big.Int {
	return new(big.Int).Mul(number, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places+exponent)), nil))
}

func plain(sum *big.Int) string {
	text := new(big.Rat).SetFrac(sum, new(big.Int).Exp(big.NewInt(10), big.NewInt(places), nil)).FloatString(places)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

func total(kind string, values []interface{}) string {
	sum := new(big.Int)
	count := 0
	first, last := time.Time{}, time.Time{}
	for _, value := range values {
		switch v := value.(type) {
		case nil:
			continue
		case pgtype.Numeric:
			sum.Add(sum, scaled(v.Int, v.Exp))
		case int32:
			sum.Add(sum, scaled(big.NewInt(int64(v)), 0))
		case int64:
			sum.Add(sum, scaled(big.NewInt(v), 0))
		case bool:
			if v {
				count++
			}
		case string:
			count += utf8.RuneCountInString(v)
		case time.Time:
			if first.IsZero() || v.Before(first) {
				first = v
			}
			if v.After(last) {
				last = v
			}
		default:
			return fmt.Sprintf("has a %T", v)
		}
	}
	switch kind {
	case "numeric", "integer":
		return plain(sum)
	case "date":
		if first.IsZero() {
			return "-"
		}
		return first.Format("2006-01-02") + " " + last.Format("2006-01-02")
	}
	return fmt.Sprint(count)
}

func main() {
	connection, err := pgx.Connect(ctx, "")
	fail(err)
	// names, kinds and rows
	fetch := func(query string, arguments ...interface{}) ([]string, []string, [][]interface{}) {
		rows, err := connection.Query(ctx, query, arguments...)
		fail(err)
		defer rows.Close()
		var names, types []string
		for _, field := range rows.FieldDescriptions() {
			kind, known := kinds[field.DataTypeOID]
			if !known {
				kind = fmt.Sprint("type ", field.DataTypeOID)
			}
			names, types = append(names, string(field.Name)), append(types, kind)
		}
		var all [][]interface{}
		for rows.Next() {
			values, err := rows.Values()
			fail(err)
			all = append(all, values)
		}
		fail(rows.Err())
		return names, types, all
	}
	column := func(rows [][]interface{}, i int) []interface{} {
		var values []interface{}
		for _, row := range rows {
			values = append(values, row[i])
		}
		return values
	}
	_, _, views := fetch(`SELECT relname::text FROM pg_class WHERE relnamespace = 'gpurent_bi'::regnamespace AND relkind = 'v' ORDER BY relname COLLATE "C"`)
	for _, view := range column(views, 0) {
		names, types, rows := fetch("SELECT * FROM gpurent_bi." + view.(string))
		fmt.Println(view, "rows", len(rows))
		for i := range names {
			fmt.Printf("%s.%s %s %s\n", view, names[i], types[i], total(types[i], column(rows, i)))
		}
	}
	_, _, rows := fetch("SELECT net_functional FROM gpurent_bi.revenue_month WHERE pool = $1 AND month = $2", "北京 A100", time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC))
	fmt.Println("filter", total("numeric", column(rows, 0)))
	// it asks the server for the types of parameters, which are to be said
	call := func(name, query string, arguments ...interface{}) {
		_, _, rows := fetch("SELECT "+query, arguments...)
		fmt.Println("call", name, total("numeric", column(rows, 0)))
	}
	call("payback", "payback($1::text, $2::text)", "100000 CNY/card", "15.1 CNY/card/hour")
	call("payback_utilization", "payback($1::text, $2::text, $3::float8)", "100000 CNY/card", "15.1 CNY/card/hour", 0.6)
	call("gross_margin", "gross_margin($1::float8, $2::float8)", 5.4, 2.9)
	call("cagr", "cagr($1::float8, $2::float8, $3::float8)", 19.5, 34.66, 4.0)
	call("pmt", "pmt($1::float8, $2::int, $3::int)", 0.05, 12, 1000)
	call("vat_split", "(vat_split($1::float8, $2::float8)).net", 345600000.5, 0.06)
	call("irr", "irr($1::float8[])", []float64{-100.1, 60.7, 60.3})
	var number pgtype.Numeric
	var refusal *pgconn.PgError
	if err := connection.QueryRow(ctx, "SELECT amount(net($1::int))", 15).Scan(&number); err == nil {
		fmt.Println("a bare number was taken")
	} else if errors.As(err, &refusal) && regexp.MustCompile("^(22|42)").MatchString(refusal.Code) {
		fmt.Println("refused net")
	} else {
		fmt.Println("refused", err)
	}
}
