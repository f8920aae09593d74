// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The zip: the same tree as the exploded distribution, with modes and times that do not depend on the machine. */
class ZipIT {
    private static final Path ZIP = Tree.sources().resolve("distribution/target/symkit-" + Tree.version() + ".zip");
    private static final String TOP = "symkit-" + Tree.version() + "/";

    @Test
    void holdsTheExplodedTree() throws IOException {
        Map<String, String> tree = files(Tree.exploded());
        try (FileSystem zip = open()) {
            assertThat(files(zip.getPath("/" + TOP))).isEqualTo(tree);
            assertThat(children(zip.getPath("/"))).containsExactly("symkit-" + Tree.version());
        }
        assertThat(tree)
                .containsKeys(
                        "LICENSE",
                        "NOTICE",
                        "README.md",
                        "CHANGELOG.md",
                        "SECURITY.md",
                        "bin/symstore",
                        "bin/symstore.cmd",
                        "bin/agestore",
                        "bin/agestore.cmd",
                        "bin/pdbcopy",
                        "bin/pdbcopy.cmd",
                        "bin/symsrv",
                        "bin/symsrv.cmd",
                        "bin/symchk",
                        "bin/symchk.cmd",
                        "bin/dbh",
                        "bin/dbh.cmd",
                        "bin/symproxy",
                        "bin/symproxy.cmd",
                        "bin/undname",
                        "bin/undname.cmd",
                        "docs/agestore.md",
                        "docs/pdbcopy.md",
                        "docs/symsrv.md",
                        "docs/symstore.md",
                        "docs/symchk.md",
                        "docs/dbh.md",
                        "docs/dbh-session.md",
                        "docs/dbh-modules.md",
                        "docs/dbh-symbols.md",
                        "docs/dbh-types.md",
                        "docs/dbh-lines.md",
                        "docs/dbh-files.md",
                        "docs/symproxy.md",
                        "docs/symproxy-keys.md",
                        "docs/scale.md",
                        "docs/README.md",
                        "docs/undname.md",
                        "docs/store-format.md",
                        "examples/symproxy/five-minutes.ini",
                        "examples/symproxy/company.ini",
                        "examples/symproxy/mixed.ini",
                        "examples/symproxy/bucket.ini",
                        "examples/symproxy/cache.ini",
                        "examples/symproxy/store.ini",
                        "examples/symproxy/nginx.conf",
                        "examples/symproxy/haproxy.cfg",
                        "examples/symproxy/symproxy.service",
                        "examples/symproxy/symproxy@.service",
                        "examples/symproxy/symproxy-service.xml",
                        "examples/symproxy/Containerfile",
                        "examples/symproxy/grafana-dashboard.json",
                        "lib/" + Tree.symstoreJar(),
                        "lib/" + Tree.jar("agestore"),
                        "lib/" + Tree.jar("pdbcopy"),
                        "lib/" + Tree.jar("symsrv"),
                        "lib/" + Tree.jar("symchk"),
                        "lib/" + Tree.jar("dbh"),
                        "lib/" + Tree.jar("symproxy"),
                        "lib/" + Tree.jar("undname"));
    }

    @Test
    void givesLaunchersModeAndNothingElse() throws IOException {
        try (FileSystem zip = open();
                Stream<Path> all = Files.walk(zip.getPath("/" + TOP))) {
            for (Path path : all.toList()) {
                boolean program = Files.isDirectory(path) || path.toString().contains("/bin/");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(program ? "rwxr-xr-x" : "rw-r--r--");
            }
        }
    }

    @Test
    void hasOneTimeForAllEntriesAndNoEntryTwice() throws IOException {
        Set<FileTime> times = new HashSet<>();
        Set<String> names = new HashSet<>();
        try (ZipFile zip = new ZipFile(ZIP.toString())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                times.add(entry.getLastModifiedTime());
                assertThat(names.add(entry.getName())).as(entry.getName()).isTrue();
            }
        }
        assertThat(times).hasSize(1);
    }

    /** Every jar that a manifest in lib names is there, and no other: no leftovers, no gaps. */
    @Test
    void libHoldsExactlyTheJarsThatTheToolsName() throws IOException {
        Path lib = Tree.exploded().resolve("lib");
        Set<String> named = new HashSet<>();
        for (String tool :
                List.of("symstore", "agestore", "pdbcopy", "symsrv", "symchk", "dbh", "symproxy", "undname")) {
            named.add(Tree.jar(tool));
            named.addAll(Manifests.classPath(lib.resolve(Tree.jar(tool))));
        }
        assertThat(children(lib)).containsExactlyInAnyOrderElementsOf(named);
    }

    /** The plug-ins, with what they need beyond the jars in lib. */
    @Test
    void pluginsHoldsExactlyWhatThePlugInsName() throws IOException {
        Path plugins = Tree.exploded().resolve("plugins");
        Set<String> named = new HashSet<>();
        for (String plugIn : List.of("symsrv-smb", "symsrv-s3")) {
            named.addAll(Manifests.classPath(plugins.resolve(Tree.jar(plugIn))));
        }
        named.removeAll(children(Tree.exploded().resolve("lib")));
        named.add(Tree.jar("symsrv-smb"));
        named.add(Tree.jar("symsrv-s3"));
        assertThat(children(plugins)).containsExactlyInAnyOrderElementsOf(named);
    }

    private static FileSystem open() throws IOException {
        return FileSystems.newFileSystem(URI.create("jar:" + ZIP.toUri()), Map.of("enablePosixFileAttributes", "true"));
    }

    /** Relative name of every file with a digest of its bytes. */
    private static Map<String, String> files(Path top) throws IOException {
        Map<String, String> result = new TreeMap<>();
        try (Stream<Path> all = Files.walk(top)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                result.put(
                        top.relativize(path).toString().replace('\\', '/'), Digests.sha256(Files.readAllBytes(path)));
            }
        }
        return result;
    }

    private static List<String> children(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }
}
