package dev.tocsin.imports.grafana;

import java.util.Map;

/**
 * How files are translated.
 *
 * @param approximate whether translations are allowed that can differ in rare cases
 * @param organization id of the organization whose objects are translated
 * @param dataSources names of Tocsin's data sources by the {@code datasourceUid} of queries; the empty name is that of the
 *     samples in Tocsin. If there are none, all queries are about these samples
 */
public record GrafanaOptions(boolean approximate, long organization, Map<String, String> dataSources) {
    public GrafanaOptions {
        dataSources = Map.copyOf(dataSources);
    }
}
