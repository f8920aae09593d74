// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The table of modules and packages: which package may use which. What a used package may use is allowed too. */
final class Layers {
    private static final String BASE = "dev.symkit.";
    private static final List<String> FORMATS = List.of(
            "format.io",
            "format.rva",
            "format.pe",
            "format.msf",
            "format.codeview",
            "format.pdb",
            "format.dbi",
            "format.tpi",
            "format.gsi",
            "format.portable",
            "format.msfz",
            "format.authenticode",
            "format.dump",
            "format.unix",
            "format.symbols");
    private static final List<String> CORE = List.of(
            "parallel",
            "store.key",
            "store.layout",
            "store.view",
            "store.tx",
            "store.local",
            "store.storage",
            "compress",
            "path");
    private static final List<String> CONSOLE_LIBRARIES =
            List.of("picocli.", "com.fasterxml.jackson.core.", "me.tongfei.progressbar.", "org.slf4j.");
    private static final List<String> CORE_LIBRARIES = List.of("org.apache.commons.io.", "org.slf4j.");

    static final List<Layer> ALL = List.of(
            parser("format.io"),
            parser("format.rva", "format.io"),
            parser("format.pe", "format.rva"),
            parser("format.msf", "format.io"),
            parser("format.codeview", "format.io"),
            parser("format.pdb", "format.msf", "format.codeview"),
            parser("format.dbi", "format.pdb", "format.rva"),
            parser("format.tpi", "format.pdb"),
            parser("format.gsi", "format.pdb"),
            parser("format.portable", "format.io"),
            new Layer("parser", "format.msfz", List.of("format.msf"), List.of("com.github.luben.zstd.")),
            new Layer("parser", "format.authenticode", List.of("format.pe"), List.of("org.bouncycastle.")),
            parser("format.dump", "format.io", "format.pe"),
            parser("format.unix", "format.io"),
            parser("format.symbols", "format.dbi", "format.tpi", "format.gsi", "format.msfz", "format.pe"),
            parser("undecorate.tree"),
            parser("undecorate", "undecorate.tree"),
            new Layer("core", "store.key", FORMATS, CORE_LIBRARIES),
            core("store.layout", "store.key", "path"),
            core("store.view", "store.layout", "store.storage"),
            core("store.tx", "store.view", "compress"),
            core("store.local", "store.tx"),
            core("parallel"),
            core("store.storage", "parallel"),
            core("compress", "format.io"),
            core("path"),
            new Layer("cli-support", "cli", List.of(), CONSOLE_LIBRARIES),
            new Layer("symstore", "symstore", CORE, CORE_LIBRARIES),
            symstore("files"),
            symstore("transactions"),
            symstore("verify"),
            symstore("merge"),
            symstore("copy"),
            symstore("convert"),
            new Layer(
                    "symstore",
                    "symstore.cli",
                    List.of(
                            "symstore",
                            "symstore.files",
                            "symstore.transactions",
                            "symstore.verify",
                            "symstore.merge",
                            "symstore.copy",
                            "symstore.convert",
                            "cli"),
                    List.of("picocli."),
                    false),
            new Layer("agestore", "agestore", CORE, CORE_LIBRARIES),
            new Layer("agestore", "agestore.cli", List.of("agestore", "cli"), List.of("picocli."), false),
            new Layer("symsrv", "symsrv.settings", CORE, CORE_LIBRARIES),
            symsrv("spi", "symsrv.settings"),
            new Layer("symsrv", "symsrv.auth", List.of("symsrv.spi"), List.of("javax.xml.stream.")),
            symsrv("http.url", "symsrv.auth"),
            symsrv("http.proxy", "symsrv.http.url"),
            new Layer("symsrv", "symsrv.http.tls", List.of("symsrv.auth"), List.of("javax.net.ssl.", "javax.crypto.")),
            new Layer(
                    "symsrv",
                    "symsrv.http",
                    List.of("symsrv.http.proxy", "symsrv.http.tls"),
                    List.of("javax.net.ssl.")),
            symsrv("cache", "symsrv.spi"),
            symsrv("client.memory", "symsrv.settings"),
            symsrv("client.store", "symsrv.http", "symsrv.cache", "symsrv.client.memory"),
            symsrv("client", "symsrv.client.store"),
            new Layer("symsrv", "symsrv", List.of("symsrv.client"), CORE_LIBRARIES),
            symsrv("finder", "symsrv"),
            new Layer("symsrv", "symsrv.process", CORE, List.of()),
            symsrv("config", "symsrv.cache"),
            symsrv("session", "symsrv.finder", "symsrv.config"),
            new Layer(
                    "symsrv",
                    "symsrv.cli",
                    List.of("symsrv", "symsrv.session", "symsrv.settings", "symsrv.spi", "cli"),
                    List.of("picocli."),
                    false),
            new Layer(
                    "symchk",
                    "symchk.facts",
                    List.of("format.symbols", "format.authenticode", "symsrv.finder"),
                    List.of()),
            new Layer("symchk", "symchk.files", CORE, List.of("org.apache.commons.io.")),
            symchk("search", "symchk.files", "symsrv.session"),
            symchk("check", "symchk.facts", "symchk.search"),
            symchk("manifest", "symchk.check"),
            symchk("dump", "format.dump", "symchk.check"),
            symchk("hotfix", "symchk.check"),
            symchk("process", "symchk.check", "symsrv.process"),
            symchk("report", "symchk.check"),
            new Layer(
                    "symchk",
                    "symchk",
                    List.of("symchk.dump", "symchk.hotfix", "symchk.process", "symchk.manifest", "symchk.report"),
                    List.of()),
            new Layer(
                    "symchk",
                    "symchk.cli",
                    List.of(
                            "symchk",
                            "symchk.check",
                            "symchk.dump",
                            "symchk.facts",
                            "symchk.files",
                            "symchk.manifest",
                            "symchk.report",
                            "symchk.search",
                            "cli"),
                    List.of("picocli."),
                    false),
            new Layer("symsrv-smb", "symsrv.smb", CORE, List.of("com.hierynomus.")),
            new Layer("symsrv-s3", "symsrv.s3", List.of("symsrv.spi", "symsrv"), List.of("software.amazon.awssdk.")),
            new Layer("pdbcopy", "pdbcopy", List.of("format.symbols", "undecorate", "compress", "path"), List.of()),
            new Layer("pdbcopy", "pdbcopy.cli", List.of("pdbcopy", "cli"), List.of("picocli."), false),
            dbh("show"),
            dbh("symbol", "dbh.show", "format.symbols", "undecorate"),
            dbh("local", "dbh.symbol"),
            dbh("pdb", "dbh.local"),
            dbh("type", "dbh.symbol"),
            dbh("portable", "dbh.symbol", "format.portable"),
            dbh("module", "dbh.pdb", "dbh.portable", "symsrv.session"),
            dbh("line", "dbh.module"),
            dbh("source", "dbh.module"),
            dbh("unwind", "dbh.module"),
            new Layer("dbh", "dbh", List.of("dbh.line", "dbh.unwind", "symsrv.process"), List.of()),
            dbh("file", "dbh"),
            dbh("command", "dbh.file", "dbh.source", "dbh.type", "dbh.local"),
            new Layer(
                    "dbh",
                    "dbh.cli",
                    List.of(
                            "dbh",
                            "dbh.command",
                            "dbh.module",
                            "dbh.show",
                            "dbh.symbol",
                            "symsrv.session",
                            "symsrv.spi",
                            "cli"),
                    List.of("org.jline."),
                    false),
            symproxy("web"),
            symproxy("route", "store.layout"),
            symproxy("config", "symsrv.settings"),
            symproxy("miss", "store.storage", "store.layout"),
            symproxy("observe", "symproxy.config", "cli"),
            symproxy("status", "symproxy.miss", "symproxy.observe", "symproxy.web", "cli"),
            symproxy("disk", "symproxy.route", "symproxy.web", "store.storage"),
            new Layer(
                    "symproxy",
                    "symproxy.encode",
                    List.of("symproxy.disk"),
                    List.of("com.github.luben.zstd.", "com.github.benmanes.caffeine.", "org.slf4j.")),
            symproxy("bucket", "symproxy.config", "symsrv", "store.local"),
            symproxy("fill", "symproxy.bucket", "symproxy.miss", "symproxy.web"),
            symproxy("registry", "symproxy.config"),
            symproxy("evict", "symproxy.config", "symproxy.disk", "store.tx"),
            new Layer(
                    "symproxy",
                    "symproxy.jetty",
                    List.of("symproxy.web", "symsrv.http.tls"),
                    List.of("org.eclipse.jetty.", "javax.net.ssl.", "javax.security.auth.x500.", "org.slf4j.")),
            symproxy("serve", "cli", "symproxy.disk", "symproxy.encode", "symproxy.fill", "symproxy.observe"),
            new Layer(
                    "symproxy",
                    "symproxy.auth",
                    List.of("symproxy.serve"),
                    List.of("at.favre.lib.crypto.bcrypt.", "com.github.benmanes.caffeine.", "org.slf4j.")),
            new Layer(
                    "symproxy",
                    "symproxy.upload",
                    List.of("symproxy.serve", "store.local", "symsrv.cache", "symsrv.finder", "cli"),
                    List.of("com.fasterxml.jackson.core.", "java.net.http.", "org.slf4j.")),
            new Layer(
                    "symproxy",
                    "symproxy.server",
                    List.of("symproxy.auth", "symproxy.evict", "symproxy.jetty", "symproxy.status", "symproxy.upload"),
                    List.of(
                            "org.slf4j.",
                            "com.github.benmanes.caffeine.",
                            "io.micrometer.",
                            "io.prometheus.",
                            "org.newsclub.net.unix.")),
            symproxy("upkeep", "symproxy.server"),
            new Layer(
                    "symproxy",
                    "symproxy.cli",
                    List.of(
                            "symproxy.auth",
                            "symproxy.config",
                            "symproxy.observe",
                            "symproxy.registry",
                            "symproxy.serve",
                            "symproxy.server",
                            "symproxy.upkeep",
                            "cli"),
                    List.of("picocli.", "org.jline."),
                    false),
            new Layer("undname", "undname", List.of("undecorate"), List.of()),
            new Layer("undname", "undname.cli", List.of("undname", "cli"), List.of(), false));

    private static Layer dbh(String part, String... uses) {
        return new Layer("dbh", "dbh." + part, List.of(uses), List.of());
    }

    private static Layer symproxy(String part, String... uses) {
        return new Layer(
                "symproxy",
                "symproxy." + part,
                List.of(uses),
                List.of("org.slf4j.", "com.github.benmanes.caffeine.", "io.micrometer.", "io.prometheus."));
    }

    private static Layer symchk(String part, String... uses) {
        return new Layer("symchk", "symchk." + part, List.of(uses), List.of("org.apache.commons.io."));
    }

    private static Layer symsrv(String part, String... uses) {
        return new Layer("symsrv", "symsrv." + part, List.of(uses), CORE_LIBRARIES);
    }

    /** Layers of the table that have no class yet; the test fails as soon as this list is wrong. */
    static final List<String> COMING = List.of();

    private Layers() {}

    /** Patterns of all packages in the table. */
    static String[] packages() {
        return ALL.stream()
                .flatMap(layer -> Stream.of(layer.name(), layer.name() + ".internal"))
                .toArray(String[]::new);
    }

    /** Whether classes of {@code layer} may depend on {@code used}. */
    static boolean mayUse(Layer layer, JavaClass used) {
        JavaClass type = used.getBaseComponentType();
        if (type.isPrimitive()
                || type.getPackageName().startsWith("java.")
                || type.getPackageName().startsWith("org.jspecify.annotations")) {
            return true;
        }
        return layer.libraries().stream().anyMatch(type.getName()::startsWith)
                || reachable(layer).stream().anyMatch(other -> other.holds(type));
    }

    static boolean sameModule(JavaClass one, JavaClass other) {
        return ALL.stream()
                .filter(layer -> layer.holds(one))
                .anyMatch(layer ->
                        ALL.stream().anyMatch(second -> second.module().equals(layer.module()) && second.holds(other)));
    }

    private static Set<Layer> reachable(Layer layer) {
        Set<Layer> result = new HashSet<>(Set.of(layer));
        for (Layer other : ALL) {
            if (layer.uses().contains(other.path())) {
                result.addAll(layer.transitive() ? reachable(other) : Set.of(other));
            }
        }
        return result;
    }

    private static Layer parser(String path, String... uses) {
        return new Layer("parser", path, List.of(uses), List.of());
    }

    private static Layer core(String path, String... uses) {
        return new Layer("core", path, List.of(uses), CORE_LIBRARIES);
    }

    private static Layer symstore(String subject) {
        return new Layer("symstore", "symstore." + subject, List.of("symstore"), CORE_LIBRARIES);
    }

    /**
     * One row of the table.
     *
     * @param module the module it belongs to
     * @param path the package below dev.symkit
     * @param uses packages below dev.symkit that it may use
     * @param libraries prefixes of the names of other classes that it may use, beside those of the JDK
     * @param transitive whether it may use what those packages use
     */
    record Layer(String module, String path, List<String> uses, List<String> libraries, boolean transitive) {
        Layer(String module, String path, List<String> uses, List<String> libraries) {
            this(module, path, uses, libraries, true);
        }

        String name() {
            return BASE + path;
        }

        boolean holds(JavaClass type) {
            String in = type.getPackageName();
            return in.equals(name()) || in.equals(name() + ".internal");
        }
    }
}
