package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.datasources.DataSource;
import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSourcesReaderTest {
    @Test
    void readsTheExample() throws IOException {
        var sources = DataSourcesReader.read("example", Files.readString(Path.of("../examples/datasources.yml")));

        var mimir = (DataSource.PrometheusApi) sources.get(0);
        assertThat(mimir.options()).isEqualTo(new DataSource.Options("mimir", Duration.ofSeconds(10), 10, true));
        assertThat(mimir.url()).isEqualTo("http://mimir.example:9009/prometheus");
        assertThat(mimir.http().headers())
                .containsEntry("X-Scope-OrgID", List.of(Secret.of("team-a")))
                .containsEntry("X-Reason", List.of(Secret.of("tocsin")));
        assertThat(mimir.http().authorization())
                .isEqualTo(new Authorization.Basic(Secret.of("tocsin"), Secret.of("${env:MIMIR_PASSWORD}")));
        var orders = (DataSource.SqlDatabase) sources.get(1);
        assertThat(orders)
                .isEqualTo(new DataSource.SqlDatabase(
                        new DataSource.Options("orders", Duration.ofSeconds(5), 2, false),
                        Secret.of("jdbc:postgresql://db.example:5432/shop"),
                        Secret.of("tocsin"),
                        Secret.inFile("/run/secrets/orders-password"),
                        "value"));
    }

    @Test
    void anEmptyListIsNoDataSource() {
        assertThat(DataSourcesReader.read("test", "data_sources: []")).isEmpty();
    }

    @Test
    void allMistakesAreToldWithTheirLines() {
        assertThat(DataSourcesReader.problems("f.yml", """
                data_sources:
                  - name: my mimir
                    ask: some
                    timeout: 0s
                    max_concurrent: 0
                    prometheus: {url: 'mimir:9009', params: {query: up}}
                  - name: a
                    prometheus:
                      url: http://user:secret@mimir/api/v1
                      tennant: x
                      http_config: {basic_auth: {username: a, password: plain}}
                  - name: a
                    sql: {url: 'postgres://x', password: plain}
                  - name: c
                  - name: d
                    sql: {url: 'jdbc:postgresql://x/y?password=z'}
                    prometheus: {}
                more: 1
                """))
                .extracting(problem -> problem.replaceFirst(";.*", ""))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:2:").contains("'my mimir'"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:3:").contains("ask is 'some'"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:4:").contains("timeout is 0"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:5:").contains("max_concurrent"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:6:").contains("unsupported scheme"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:6:").contains("'query' itself"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:9:").contains("the url has a login"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:9:").contains("the url contains /api/v1"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:10:").contains("tennant"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("f.yml:11:").contains("a secret is written in the document"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:12:").contains("also named 'a'"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:13:").contains("does not begin with jdbc:"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("f.yml:13:").contains("a secret is written in the document"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:14:").contains("has no kind"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:16:").contains("the url has a password"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:16:").contains("more than one kind"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:17:").contains("has no url"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.yml:18:").contains("more"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                | there is no data_sources
            data_sources: 1   | data_sources
            data_sources: {}  | data_sources
            data_sources: [1] | data_sources[0]
            """)
    void anotherDocumentIsRefused(String text, String problem) {
        assertThat(DataSourcesReader.problems("f.yml", text))
                .isNotEmpty()
                .first()
                .asString()
                .contains(problem);
    }
}
