package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tocsin import grafana}: the files that it reads and writes. */
class ImportGrafanaCommandTest {
    private static final String EXPORT = """
            apiVersion: 1
            groups:
              - name: web
                folder: Shop
                interval: 1m
                rules:
                  - title: Slow
                    condition: B
                    noDataState: OK
                    data:
                      - {refId: A, datasourceUid: p, model: {expr: 'latency{app="web"}', instant: true}}
                      - {refId: B, datasourceUid: __expr__, model: {type: threshold, expression: A, conditions: [{evaluator: {type: gt, params: [2]}}]}}
                  - title: Logs
                    condition: A
                    data: [{refId: A, datasourceUid: l, model: {expr: '{app="web"}', datasource: {type: loki}}}]
            contactPoints: [{name: team, receivers: [{type: webhook, settings: {url: "http://example.org/hook"}}]}]
            policies: [{receiver: team, group_by: [alertname]}]
            templates: [{name: title, template: '{{ define "title" }}{{ .CommonLabels.alertname }}{{ end }}'}]
            """;

    @TempDir
    private Path folder;

    private final CliRunner cli = new CliRunner();

    private Path export() throws IOException {
        return Files.writeString(folder.resolve("export.yaml"), EXPORT);
    }

    @Test
    void filesAreWrittenAndTheRestIsNamed() throws IOException {
        var output = folder.resolve("tocsin");
        var result = cli.run("import", "grafana", export(), "--output", output);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("not translated: " + folder.resolve("export.yaml") + ":15:")
                .contains("query A is not a Prometheus query but one of loki")
                .contains("1 rule file(s), an Alertmanager configuration, 1 template(s); 1 problem(s)")
                .doesNotContain("to be completed");
        assertThat(output.resolve("rules/Shop.yml"))
                .content()
                .contains("alert: Slow", "expr: latency{app=\"web\"} > 2")
                .doesNotContain("Logs");
        assertThat(output.resolve("templates/title.tmpl")).content().startsWith("{{ define \"title\" }}");
        assertThat(cli.run("config", "check", output.resolve("alertmanager.yml"))
                        .code())
                .isZero();
    }

    @Test
    void noFileIsReplaced() throws IOException {
        cli.run("import", "grafana", export(), "--output", folder.resolve("out"));
        var again = cli.run("import", "grafana", export(), "--output", folder.resolve("out"));
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("nothing was written").contains("alertmanager.yml");
    }

    @Test
    void withoutAFolderTheFilesArePrinted() throws IOException {
        var result = cli.run("import", "grafana", export());
        assertThat(result.out())
                .contains("# rules/Shop.yml\ngroups:")
                .contains("# alertmanager.yml\nroute:")
                .contains("# templates/title.tmpl");
    }

    @Test
    void missingMailServerIsNamed() throws IOException {
        var file = Files.writeString(
                folder.resolve("mail.yaml"),
                "contactPoints: [{name: m, receivers: [{type: email, settings: {addresses: a@example.org}}]}]\npolicies: [{receiver: m}]\n");
        assertThat(cli.run("import", "grafana", file).err())
                .contains("to be completed: alertmanager.yml:6:5: no global SMTP smarthost set");
    }
}
