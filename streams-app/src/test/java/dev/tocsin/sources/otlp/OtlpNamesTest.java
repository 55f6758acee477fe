package dev.tocsin.sources.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.sources.otlp.OtlpMetric.Kind;
import dev.tocsin.sources.otlp.OtlpMetric.Temporality;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpNamesTest {
    @ParameterizedTest(name = "{0} with unit {1}, {2}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # name                | unit      | type      | with suffixes                    | without suffixes        | UTF-8 with suffixes              | untranslated
            http.server.duration  | s         | HISTOGRAM | http_server_duration_seconds     | http_server_duration    | http.server.duration_seconds     | http.server.duration
            requests              | ''        | COUNTER   | requests_total                   | requests                | requests_total                   | requests
            requests_total        | ''        | COUNTER   | requests_total                   | requests_total          | requests_total                   | requests_total
            total.requests        | ''        | COUNTER   | requests_total                   | total_requests          | total.requests_total             | total.requests
            items                 | 1         | COUNTER   | items_total                      | items                   | items_total                      | items
            cpu.usage             | 1         | GAUGE     | cpu_usage_ratio                  | cpu_usage               | cpu.usage_ratio                  | cpu.usage
            cpu_usage_ratio       | 1         | GAUGE     | cpu_usage_ratio                  | cpu_usage_ratio         | cpu_usage_ratio                  | cpu_usage_ratio
            queue.length          | 1         | SUM       | queue_length                     | queue_length            | queue.length                     | queue.length
            throughput            | By/s      | GAUGE     | throughput_bytes_per_second      | throughput              | throughput_bytes_per_second      | throughput
            io                    | 1/s       | GAUGE     | io_per_second                    | io                      | io_per_second                    | io
            speed                 | km/h      | GAUGE     | speed_km_per_hour                | speed                   | speed_km_per_hour                | speed
            disk.io               | By        | COUNTER   | disk_io_bytes_total              | disk_io                 | disk.io_bytes_total              | disk.io
            process.cpu.seconds   | s         | COUNTER   | process_cpu_seconds_total        | process_cpu_seconds     | process.cpu.seconds_total        | process.cpu.seconds
            cpu_seconds_total     | s         | COUNTER   | cpu_seconds_total                | cpu_seconds_total       | cpu_seconds_total                | cpu_seconds_total
            memory                | TiBy      | GAUGE     | memory_tebibytes                 | memory                  | memory_tebibytes                 | memory
            memory                | kBy       | GAUGE     | memory_kilobytes                 | memory                  | memory_kilobytes                 | memory
            packets               | {packet}  | COUNTER   | packets_total                    | packets                 | packets_total                    | packets
            packets               | {packet}/s | GAUGE    | packets_per_second               | packets                 | packets_per_second               | packets
            used                  | %         | GAUGE     | used_percent                     | used                    | used_percent                     | used
            odd                   | a@b#c/d$e | GAUGE     | odd_a_b_c_per_d_e                | odd                     | odd_a@b#c_per_d$e                | odd
            a__b                  | x__y      | GAUGE     | a_b_x_y                          | a__b                    | a__b_x__y                        | a__b
            a@@b                  | ''        | GAUGE     | a_b                              | a_b                     | a@@b                             | a@@b
            2xx                   | ''        | GAUGE     | _2xx                             | _2xx                    | 2xx                              | 2xx
            ns:rule               | ''        | GAUGE     | ns:rule                          | ns:rule                 | ns:rule                          | ns:rule
            température           | Cel       | GAUGE     | temp_rature_celsius              | temp_rature             | température_celsius              | température
            '@#'                  | ''        | GAUGE     | none                             | none                    | @#                               | @#
            ''                    | ''        | GAUGE     | none                             | none                    | none                             | none
            """)
    void metricNamesAreThoseOfPrometheus(
            String name,
            String unit,
            String type,
            String withSuffixes,
            String withoutSuffixes,
            String utf8WithSuffixes,
            String untranslated) {
        var kind = type.equals("COUNTER") ? Kind.SUM : Kind.valueOf(type);
        var metric = new OtlpMetric(name, unit, kind, Temporality.CUMULATIVE, type.equals("COUNTER"), List.of());
        assertThat(List.of(NamingStrategy.values()))
                .map(strategy -> new OtlpNames(strategy).metricName(metric).orElse(null))
                .containsExactly(withSuffixes, withoutSuffixes, utf8WithSuffixes, untranslated);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            http.method, http_method, http.method
            k8s.pod.name, k8s_pod_name, k8s.pod.name
            a:b, a_b, a:b
            2nd, key_2nd, 2nd
            _private, key_private, _private
            __reserved, __reserved, __reserved
            größe, gr__e, größe
            _, _, _
            ..., none, ...
            '', none, none
            """)
    void labelNamesAreThoseOfPrometheus(String attribute, String escaped, String unescaped) {
        assertThat(new OtlpNames(NamingStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES).labelName(attribute))
                .isEqualTo(Optional.ofNullable(escaped));
        assertThat(new OtlpNames(NamingStrategy.NO_TRANSLATION).labelName(attribute))
                .isEqualTo(Optional.ofNullable(unescaped));
    }
}
