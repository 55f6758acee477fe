package dev.tocsin.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.DataSourcesReader;
import dev.tocsin.datasources.DataSourceClients;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.labels.Labels;
import dev.tocsin.senders.HttpRequests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries of a real PostgreSQL as a data source. */
@WithDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlDataSourceTest {
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final HttpRequests http = new HttpRequests("test", InstantSource.system(), text -> "", Map.of());
    private final DataSourceClients clients =
            new DataSourceClients("i1", http, text -> "tocsin", InstantSource.system(), System::nanoTime);
    private SqlStack sql;

    @BeforeAll
    void start(SqlStack stack) throws Exception {
        sql = stack;
        sql.execute("DROP TABLE IF EXISTS public.sql_source");
        sql.execute("CREATE TABLE public.sql_source (shop text, city text, at timestamptz, amount numeric)");
        sql.execute("""
                INSERT INTO public.sql_source VALUES
                ('a', 'x', '2026-01-31T11:00:00Z', 1.5), ('b', NULL, '2026-01-31T13:00:00Z', 2), ('c', 'y', NULL, NULL)""");
        clients.configure(
                DataSourcesReader.read("test", """
                data_sources:
                  - name: db
                    timeout: 2s
                    max_concurrent: 2
                    sql: {url: '%s', user: tocsin, password: '${env:PASSWORD}'}
                  - name: nobody
                    timeout: 2s
                    sql: {url: '%1$s', user: nobody, password: '${env:PASSWORD}'}
                  - name: other
                    sql: {url: 'jdbc:other:x'}
                """.formatted(sql.jdbcUrl().replaceFirst("\\?.*", ""))));
    }

    @AfterAll
    void stop() throws Exception {
        clients.close();
        http.close();
        sql.execute("DROP TABLE IF EXISTS public.sql_source");
    }

    @Test
    void eachRowIsASeriesAndARowWithoutValueIsLeftOut() {
        assertThat(ask("SELECT shop, city, amount AS value FROM public.sql_source")
                        .requireElements())
                .containsExactlyInAnyOrder(
                        new Value.Element(Labels.of("shop", "a", "city", "x"), 1.5),
                        new Value.Element(Labels.of("shop", "b"), 2));
    }

    @Test
    void theEvaluationTimeIsAParameter() {
        var elements = ask("SELECT count(*) AS value FROM public.sql_source WHERE at::timestamptz <= :time")
                .requireElements();
        assertThat(elements).containsExactly(new Value.Element(Labels.EMPTY, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT true AS value                 | 1
            SELECT 'NaN'::float8 AS value        | NaN
            SELECT 'Infinity'::float8 AS VALUE   | Infinity
            SELECT 12345678901234567890 AS value | 12345678901234567000
            SELECT '1.5' AS value                | 1.5
            """)
    void valuesAreNumbers(String query, double value) {
        assertThat(ask(query).requireElements()).containsExactly(new Value.Element(Labels.EMPTY, value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT 1 AS total                                         | the result has 0 columns named 'value' (its columns: total)
            SELECT 1 AS value, 2 AS value                             | the result has 2 columns named 'value'
            SELECT 'x' AS value                                       | column value has the value 'x', which is no number
            SELECT 1 AS value FROM public.sql_source                  | two rows have the labels {}
            SELECT 1 AS value, 'a' AS __name__                        | names of labels that begin with __ are reserved
            SELECT n, 1 AS value FROM generate_series(1, 20000) AS n  | more than 10,000 rows
            SELEC 1                                                   | syntax error
            SELECT 1 AS value FROM public.no_such_table               | no_such_table
            INSERT INTO public.sql_source VALUES ('z')                | read-only transaction
            CREATE TABLE public.sql_source_2 (x text)                 | read-only transaction
            COMMIT                                                    | the query returns no rows
            """)
    void anAnswerThatIsNoVectorSaysWhy(String query, String reason) {
        assertThat(failure(ask(query))).startsWith("data source db: ").contains(reason);
    }

    @Test
    void nothingIsWritten() throws Exception {
        for (var query : new String[] {
            "COMMIT; INSERT INTO public.sql_source VALUES ('z')",
            "SELECT 1 AS value; COMMIT; DELETE FROM public.sql_source",
            "SELECT E'\\''; COMMIT; DELETE FROM public.sql_source; SELECT ''",
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
            "DELETE FROM public.sql_source RETURNING 1 AS value",
            "WITH gone AS (DELETE FROM public.sql_source RETURNING 1) SELECT count(*) AS value FROM gone"
        }) {
            assertThat(ask(query).isFailed()).as(query).isTrue();
        }
        assertThat(sql.queryNumber("SELECT count(*) FROM public.sql_source")).isEqualTo(3);
    }

    @Test
    void aSlowQueryEndsWithItsTimeoutAndItsPlaceIsFreeAgain() throws Exception {
        var started = System.nanoTime();
        var answer = clients.ask("db", "SELECT 1 AS value FROM pg_sleep(30)", AT, Duration.ofMillis(1_500))
                .join();
        assertThat(failure(answer)).contains("no answer within");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        assertThat(ask("SELECT 1 AS value").requireElements()).hasSize(1);
        dev.tocsin.local.cluster.Eventually.until(
                "the query has ended",
                () -> sql.queryNumber("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%'"
                                + " AND application_name = 'tocsin' AND state = 'active'")
                        == 0);
    }

    @Test
    void aRefusedLoginAndAMissingDriverAreNamed() {
        assertThat(failure(clients.ask("nobody", "SELECT 1 AS value", AT, LIMIT).join()))
                .startsWith("data source nobody: ")
                .contains("nobody");
        assertThat(failure(clients.ask("other", "SELECT 1", AT, LIMIT).join()))
                .contains("there is no JDBC driver for the url");
    }

    private QueryAnswer ask(String query) {
        return clients.ask("db", query, AT, LIMIT).join();
    }

    private static String failure(QueryAnswer answer) {
        return ((QueryAnswer.Failed) answer).reason();
    }
}
