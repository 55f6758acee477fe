package dev.tocsin.http.alertmanager;

import java.util.List;
import java.util.Map;

/** An aggregation group in the API. */
record AlertGroupView(
        List<AlertView> alerts, Map<String, String> labels, ReceiverView receiver, Map<String, String> routeLabels) {}
