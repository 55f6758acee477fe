package dev.tocsin.local.dev;

import dev.tocsin.local.processes.ArchiveMaking;
import dev.tocsin.local.processes.ChildSpec;
import dev.tocsin.local.processes.ClassArchive;
import dev.tocsin.local.sql.Connectors;
import dev.tocsin.local.sql.WorkerSettings;
import java.util.ArrayList;
import java.util.List;

/** The command lines of dev's children. */
record Children(Installation installation, DevPlan plan) {
    /** Five JVMs share a laptop: little memory, one collector thread, no second compiler. */
    private static final List<String> SMALL_JVM =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    ChildSpec broker() {
        var arguments = new ArrayList<>(SMALL_JVM);
        arguments.addAll(brokerArchive().useOrNote());
        arguments.addAll(List.of("-jar", installation.localJar().toString(), "broker"));
        arguments.addAll(List.of("--dir", plan.dir().resolve("broker").toString()));
        arguments.addAll(List.of("--port", String.valueOf(plan.ports().broker())));
        return child("broker", arguments);
    }

    ChildSpec instance(int instance) {
        var archive = productArchive();
        var arguments = new ArrayList<>(SMALL_JVM);
        arguments.addAll(instance == 1 ? archive.useOrNote() : archive.use());
        arguments.addAll(List.of("-jar", installation.productJar().toString(), "server"));
        arguments.addAll(List.of("--config", plan.settings(instance).toString()));
        return child(DevPlan.name(instance), arguments);
    }

    /** With the archive's tables. */
    ChildSpec database(SqlPorts ports) {
        return connectors().database(plan.dir().resolve("database"), ports.address(), plan.log("database"));
    }

    /** Writes its settings too. */
    ChildSpec connectWorker(SqlPorts ports) {
        var settings = plan.dir().resolve("connect.properties");
        new WorkerSettings(
                        plan.broker(),
                        "tocsin.connect",
                        ports.connect(),
                        connectors().plugins())
                .write(settings);
        return connectors().worker(settings, ports.address(), plan.log("connect"));
    }

    Connectors connectors() {
        return new Connectors(installation.connectors(), installation.java());
    }

    /** To be begun when all are ready: by then they have loaded what they need. */
    ArchiveMaking archiveMaking() {
        return new ArchiveMaking(installation.java(), SMALL_JVM, List.of(productArchive(), brokerArchive()));
    }

    private ClassArchive brokerArchive() {
        return new ClassArchive(installation.localJar(), plan.dir().resolve("classes-broker.txt"));
    }

    ClassArchive productArchive() {
        return new ClassArchive(installation.productJar(), plan.dir().resolve("classes-product.txt"));
    }

    private ChildSpec child(String name, List<String> arguments) {
        return new ChildSpec(name, installation.java(), arguments, plan.log(name));
    }
}
