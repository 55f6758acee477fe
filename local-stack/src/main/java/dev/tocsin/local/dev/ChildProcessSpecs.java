package dev.tocsin.local.dev;

import dev.tocsin.local.processes.CdsArchive;
import dev.tocsin.local.processes.CdsArchiveBuilder;
import dev.tocsin.local.processes.ProcessSpec;
import dev.tocsin.local.sql.ConnectWorkerSettings;
import dev.tocsin.local.sql.ConnectorsModule;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the child processes of {@code dev}. */
record ChildProcessSpecs(Installation installation, DevPlan plan) {
    /** Five JVMs share one machine: small heap, serial garbage collector, only the C1 compiler. */
    private static final List<String> SMALL_JVM =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    ProcessSpec broker() {
        var arguments = new ArrayList<>(SMALL_JVM);
        arguments.addAll(brokerCdsArchive().useOrRecord());
        arguments.addAll(List.of("-jar", installation.localJar().toString(), "broker"));
        arguments.addAll(List.of("--dir", plan.dir().resolve("broker").toString()));
        arguments.addAll(List.of("--port", String.valueOf(plan.ports().broker())));
        return processSpec("broker", arguments);
    }

    ProcessSpec instance(int instance) {
        var archive = productCdsArchive();
        var arguments = new ArrayList<>(SMALL_JVM);
        arguments.addAll(instance == 1 ? archive.useOrRecord() : archive.useArguments());
        arguments.addAll(List.of("-jar", installation.productJar().toString(), "server"));
        arguments.addAll(List.of("--config", plan.settingsFile(instance).toString()));
        return processSpec(DevPlan.instanceName(instance), arguments);
    }

    /** A PostgreSQL with the archive's tables. */
    ProcessSpec database(SqlPorts ports) {
        return connectors().database(plan.dir().resolve("database"), ports.address(), plan.logFile("database"));
    }

    /** A Connect worker. Also writes its settings file. */
    ProcessSpec connectWorker(SqlPorts ports) {
        var settings = plan.dir().resolve("connect.properties");
        new ConnectWorkerSettings(
                        plan.brokerAddress(),
                        "tocsin.connect",
                        ports.connect(),
                        connectors().plugins())
                .write(settings);
        return connectors().worker(settings, ports.address(), plan.logFile("connect"));
    }

    ConnectorsModule connectors() {
        return new ConnectorsModule(installation.connectors(), installation.java());
    }

    /** Must be started when all processes are ready, because by then they have loaded their classes. */
    CdsArchiveBuilder cdsArchiveBuilder() {
        return new CdsArchiveBuilder(installation.java(), SMALL_JVM, List.of(productCdsArchive(), brokerCdsArchive()));
    }

    private CdsArchive brokerCdsArchive() {
        return new CdsArchive(installation.localJar(), plan.dir().resolve("classes-broker.txt"));
    }

    CdsArchive productCdsArchive() {
        return new CdsArchive(installation.productJar(), plan.dir().resolve("classes-product.txt"));
    }

    private ProcessSpec processSpec(String name, List<String> arguments) {
        return new ProcessSpec(name, installation.java(), arguments, plan.logFile(name));
    }
}
