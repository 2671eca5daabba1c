# rpostgresql.R: what RPostgreSQL shows of the views of schema gpurent_bi, as clients.py tells it.
#
# A numeric is a double here, which holds 15 digits: each value is written with the decimals of its column again, and
# these are added up, so that totals are right wherever no single value is longer.

suppressMessages(library(RPostgreSQL))
connection <- dbConnect(PostgreSQL(), host = Sys.getenv("PGHOST"), port = Sys.getenv("PGPORT"), user = Sys.getenv("PGUSER"), password = Sys.getenv("PGPASSWORD"), dbname = Sys.getenv("PGDATABASE"))
# days are read as ISO writes them
invisible(dbGetQuery(connection, "SET datestyle = ISO"))
invisible(dbGetQuery(connection, "SET client_encoding = 'UTF8'"))
options(scipen = 999, digits = 15)

# whole numbers, too large for a double, as two: of 10^9 and the rest
sum_of <- function(values, scale) {
  texts <- sprintf(paste0("%.", scale, "f"), abs(values))
  whole <- as.numeric(sub("\\..*", "", texts)) * sign(values)
  part <- if (scale > 0) as.numeric(sub(".*\\.", "", texts)) * sign(values) else 0 * values
  # the fraction by six digits at a time, so that sums stay exact
  low <- sum(part %% 1e6 * (part >= 0)) - sum((-part) %% 1e6 * (part < 0))
  high <- sum(trunc(part / 1e6))
  unit <- 10^(scale - 6)
  if (scale <= 6) { high <- sum(part); low <- 0; unit <- 10^scale; fraction <- high } else fraction <- NA
  if (scale <= 6) {
    total <- sum(whole) + floor(fraction / unit)
    rest <- fraction - floor(fraction / unit) * unit
    digits <- formatC(rest, width = scale, format = "f", digits = 0, flag = "0")
  } else {
    high <- high + floor(low / 1e6)
    low <- low - floor(low / 1e6) * 1e6
    total <- sum(whole) + floor(high / unit)
    rest <- high - floor(high / unit) * unit
    digits <- paste0(formatC(rest, width = scale - 6, format = "f", digits = 0, flag = "0"), formatC(low, width = 6, format = "f", digits = 0, flag = "0"))
  }
  if (scale == 0) return(sprintf("%.0f", sum(whole)))
  # a sum below 0 has been split into a lower whole and a part above
  if (total < 0 && grepl("[1-9]", digits)) {
    total <- total + 1
    carried <- strsplit(digits, "")[[1]]
    nines <- 9 - as.integer(carried)
    i <- length(nines)
    repeat { nines[i] <- nines[i] + 1; if (nines[i] < 10 || i == 1) break; nines[i] <- 0; i <- i - 1 }
    digits <- paste0(nines, collapse = "")
    text <- paste0("-", sprintf("%.0f", abs(total)), ".", digits)
  } else text <- paste0(sprintf("%.0f", total), ".", digits)
  sub("\\.?0*$", "", text)
}

views <- dbGetQuery(connection, "SELECT relname::text FROM pg_class WHERE relnamespace = 'gpurent_bi'::regnamespace AND relkind = 'v' ORDER BY relname COLLATE \"C\"")$relname
for (view in views) {
  result <- dbSendQuery(connection, paste0("SELECT * FROM gpurent_bi.", view))
  info <- dbColumnInfo(result)
  rows <- fetch(result, -1)
  cat(paste(view, "rows", nrow(rows)), "\n", sep = "")
  types <- dbGetQuery(connection, paste0("SELECT attname::text AS name, coalesce((atttypmod - 4) & 65535, 0) AS scale FROM pg_attribute WHERE attrelid = 'gpurent_bi.", view, "'::regclass AND attnum > 0 ORDER BY attnum"))
  for (i in seq_len(nrow(info))) {
    values <- rows[[i]][!is.na(rows[[i]])]
    kind <- c(DECIMAL = "numeric", DATE = "date", INTEGER = "integer", BIGINT = "integer", BOOL = "boolean", VARCHAR = "text", TEXT = "text")[info$type[i]]
    kind <- if (is.na(kind)) paste("type", info$type[i]) else unname(kind)
    total <- if (kind == "numeric") { if (length(values)) sum_of(values, types$scale[i]) else "0" }
             else if (kind == "integer") sprintf("%.0f", sum(as.numeric(values)))
             else if (kind == "date") { if (length(values)) paste(format(min(as.Date(values))), format(max(as.Date(values)))) else "-" }
             else if (kind == "boolean") sum(values) else sum(nchar(values))
    cat(view, ".", types$name[i], " ", kind, " ", total, "\n", sep = "")
  }
  dbClearResult(result)
}
one <- function(query, ...) {
  result <- dbSendQuery(connection, query, list(...))
  value <- fetch(result, -1)[[1]]
  dbClearResult(result)
  value
}
cat("filter ", sum_of(one("SELECT net_functional FROM gpurent_bi.revenue_month WHERE pool = $1 AND month = $2::date", "北京 A100", "2025-06-01"), 2), "\n", sep = "")
# parameters are texts without a type, so the query says it; results are texts, for a double would cut them
call <- function(name, query, ...) cat("call ", name, " ", one(paste0("SELECT trim_scale(", query, ")::text"), ...), "\n", sep = "")
call("payback", "payback($1::text, $2::text)", "100000 CNY/card", "15.1 CNY/card/hour")
call("payback_utilization", "payback($1::text, $2::text, $3::float8)", "100000 CNY/card", "15.1 CNY/card/hour", 0.6)
call("gross_margin", "gross_margin($1::float8, $2::float8)", 5.4, 2.9)
call("cagr", "cagr($1::float8, $2::float8, $3::float8)", 19.5, 34.66, 4)
call("pmt", "pmt($1::float8, $2::int, $3::int)", 0.05, 12L, 1000L)
call("vat_split", "(vat_split($1::float8, $2::float8)).net", 345600000.5, 0.06)
call("irr", "irr($1::float8[])", "{-100.1,60.7,60.3}")
refused <- try(suppressWarnings(one("SELECT amount(net($1::int))", 15)), silent = TRUE)
cat(if (inherits(refused, "try-error")) "refused net\n" else "a bare number was taken\n")
invisible(dbDisconnect(connection))
