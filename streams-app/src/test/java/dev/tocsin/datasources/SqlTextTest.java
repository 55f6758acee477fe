package dev.tocsin.datasources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT 1                                     | SELECT 1                                  | 0 | true
            SELECT ? FROM t                              | SELECT ?? FROM t                          | 0 | true
            WHERE at > :time AND at <= :time             | WHERE at > ? AND at <= ?                  | 2 | true
            WHERE at > :timeout                          | WHERE at > :timeout                       | 0 | true
            WHERE at::time > x                           | WHERE at::time > x                        | 0 | true
            SELECT ':time', ":time", :time               | SELECT ':time', ":time", ?                | 1 | true
            SELECT 'it''s :time' WHERE a < :time         | SELECT 'it''s :time' WHERE a < ?          | 1 | true
            SELECT 1 -- :time                            | SELECT 1 -- :time                         | 0 | true
            SELECT /* :time */ :time                     | SELECT /* :time */ ?                      | 1 | true
            SELECT $$ :time $$, $a$ :time $$ $a$, :time  | SELECT $$ :time $$, $a$ :time $$ $a$, ?   | 1 | true
            SELECT data ? 'a' WHERE at < :time           | SELECT data ?? 'a' WHERE at < ?           | 1 | true
            SELECT 'open :time                           | SELECT 'open :time                        | 0 | true
            SELECT 1; | SELECT 1; | 0 | true
            SELECT 1; -- end | SELECT 1; -- end | 0 | true
            SELECT ';' | SELECT ';' | 0 | true
            SELECT 1; COMMIT | SELECT 1; COMMIT | 0 | false
            SELECT E'\\'' ; DELETE FROM t | SELECT E'\\'' ; DELETE FROM t | 0 | false
            SELECT /* ; */ 1; /* x */ SELECT 2 | SELECT /* ; */ 1; /* x */ SELECT 2 | 0 | false
            """)
    void replacesTheEvaluationTime(String query, String jdbc, int parameters, boolean isOneStatement) {
        assertThat(SqlText.of(query, true)).isEqualTo(new SqlText(jdbc, parameters, isOneStatement));
    }
}
