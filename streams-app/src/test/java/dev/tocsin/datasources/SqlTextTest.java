package dev.tocsin.datasources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT 1                                     | SELECT 1                                  | 0
            SELECT ? FROM t                              | SELECT ? FROM t                           | 0
            WHERE at > :time AND at <= :time             | WHERE at > ? AND at <= ?                  | 2
            WHERE at > :timeout                          | WHERE at > :timeout                       | 0
            WHERE at::time > x                           | WHERE at::time > x                        | 0
            SELECT ':time', ":time", :time               | SELECT ':time', ":time", ?                | 1
            SELECT 'it''s :time' WHERE a < :time         | SELECT 'it''s :time' WHERE a < ?          | 1
            SELECT 1 -- :time                            | SELECT 1 -- :time                         | 0
            SELECT /* :time */ :time                     | SELECT /* :time */ ?                      | 1
            SELECT $$ :time $$, $a$ :time $$ $a$, :time  | SELECT $$ :time $$, $a$ :time $$ $a$, ?   | 1
            SELECT data ? 'a' WHERE at < :time           | SELECT data ?? 'a' WHERE at < ?           | 1
            SELECT 'open :time                           | SELECT 'open :time                        | 0
            """)
    void replacesTheEvaluationTime(String query, String jdbc, int parameters) {
        assertThat(SqlText.of(query, true)).isEqualTo(new SqlText(jdbc, parameters));
    }
}
