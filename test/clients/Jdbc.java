// Jdbc.java: what pgjdbc shows of the views of schema gpurent_bi, as clients.py tells it.
// Run as one file: java -cp postgresql.jar Jdbc.java URL USER PASSWORD

import java.math.BigDecimal;
import java.sql.*;
import java.time.LocalDate;
import java.util.*;

public class Jdbc {
    static Connection connection;

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    static String kind(int type) {
        switch (type) {
            case Types.NUMERIC: return "numeric";
            case Types.DATE: return "date";
            case Types.INTEGER: case Types.BIGINT: case Types.SMALLINT: return "integer";
            case Types.BIT: case Types.BOOLEAN: return "boolean";
            case Types.VARCHAR: return "text";
            default: return "type " + type;
        }
    }

    static void view(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
             ResultSet rows = statement.executeQuery("SELECT * FROM gpurent_bi." + name)) {
            ResultSetMetaData meta = rows.getMetaData();
            int n = meta.getColumnCount();
            BigDecimal[] sum = new BigDecimal[n];
            Arrays.fill(sum, BigDecimal.ZERO);
            LocalDate[] first = new LocalDate[n], last = new LocalDate[n];
            long count = 0;
            while (rows.next()) {
                count++;
                for (int i = 0; i < n; i++) {
                    Object value = rows.getObject(i + 1);
                    if (value == null) continue;
                    switch (kind(meta.getColumnType(i + 1))) {
                        case "numeric": sum[i] = sum[i].add(rows.getBigDecimal(i + 1)); break;
                        case "integer": sum[i] = sum[i].add(BigDecimal.valueOf(rows.getLong(i + 1))); break;
                        case "boolean": if (rows.getBoolean(i + 1)) sum[i] = sum[i].add(BigDecimal.ONE); break;
                        case "text": { String s = rows.getString(i + 1); sum[i] = sum[i].add(BigDecimal.valueOf(s.codePointCount(0, s.length()))); break; }
                        case "date":
                            // also as java.sql.Date, which is a midnight of the JVM's zone
                            LocalDate day = rows.getObject(i + 1, LocalDate.class);
                            if (!day.equals(rows.getDate(i + 1).toLocalDate())) throw new SQLException("two dates: " + day);
                            if (first[i] == null || day.isBefore(first[i])) first[i] = day;
                            if (last[i] == null || day.isAfter(last[i])) last[i] = day;
                            break;
                        default:
                    }
                }
            }
            System.out.println(name + " rows " + count);
            for (int i = 0; i < n; i++) {
                String kind = kind(meta.getColumnType(i + 1));
                System.out.println(name + "." + meta.getColumnName(i + 1) + " " + kind + " " +
                    (kind.equals("date") ? first[i] == null ? "-" : first[i] + " " + last[i] : plain(sum[i])));
            }
        }
    }

    static PreparedStatement bound(String query, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof String) statement.setString(i + 1, (String) arguments[i]);
            else if (arguments[i] instanceof Double) statement.setDouble(i + 1, (Double) arguments[i]);
            else if (arguments[i] instanceof Integer) statement.setInt(i + 1, (Integer) arguments[i]);
            else if (arguments[i] instanceof LocalDate) statement.setObject(i + 1, arguments[i]);
            else statement.setArray(i + 1, connection.createArrayOf("float8", (Object[]) arguments[i]));
        }
        return statement;
    }

    static void call(String name, String query, Object... arguments) throws SQLException {
        try (PreparedStatement statement = bound(query, arguments); ResultSet row = statement.executeQuery()) {
            row.next();
            System.out.println("call " + name + " " + plain(row.getBigDecimal(1)));
        }
    }

    public static void main(String[] arguments) throws SQLException {
        connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
        List<String> views = new ArrayList<>();
        try (ResultSet names = connection.createStatement().executeQuery(
                "SELECT relname::text FROM pg_class WHERE relnamespace = 'gpurent_bi'::regnamespace AND relkind = 'v' ORDER BY relname COLLATE \"C\"")) {
            while (names.next()) views.add(names.getString(1));
        }
        for (String name : views) view(name);
        BigDecimal sum = BigDecimal.ZERO;
        try (PreparedStatement statement = bound("SELECT net_functional FROM gpurent_bi.revenue_month WHERE pool = ? AND month = ?", "北京 A100", LocalDate.of(2025, 6, 1));
             ResultSet rows = statement.executeQuery()) {
            while (rows.next()) sum = sum.add(rows.getBigDecimal(1));
        }
        System.out.println("filter " + plain(sum));
        call("payback", "SELECT payback(?, ?)", "100000 CNY/card", "15.1 CNY/card/hour");
        call("payback_utilization", "SELECT payback(?, ?, ?)", "100000 CNY/card", "15.1 CNY/card/hour", 0.6);
        call("gross_margin", "SELECT gross_margin(?, ?)", 5.4, 2.9);
        call("cagr", "SELECT cagr(?, ?, ?)", 19.5, 34.66, 4.0);
        call("pmt", "SELECT pmt(?, ?, ?)", 0.05, 12, 1000);
        call("vat_split", "SELECT (vat_split(?, ?)).net", 345600000.5, 0.06);
        call("irr", "SELECT irr(?)", (Object) new Double[] {-100.1, 60.7, 60.3});
        try {
            call("net", "SELECT net(?)", 15);
            System.out.println("a bare number was taken");
        } catch (SQLException error) {
            System.out.println("refused " + (error.getSQLState().matches("(22|42).*") ? "net" : error.getSQLState()));
        }
        connection.close();
    }
}
