// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RelativePathsTest {
    @ParameterizedTest
    @CsvSource({
        "/srv/sym, /srv/out/a.pdb, ..\\out\\a.pdb",
        "/srv/sym, /srv/sym/a.pdb, a.pdb",
        "/srv/sym, /a.pdb, ..\\..\\a.pdb",
        "/srv/sym, /SRV/a.pdb, ..\\..\\SRV\\a.pdb",
        "\\\\h\\s\\sym, \\\\H\\S\\out\\a.pdb, ..\\out\\a.pdb",
        "C:\\sym, c:/out/a.pdb, ..\\out\\a.pdb"
    })
    void thePathGoesUpAndDown(String store, String file, String path) {
        assertThat(new RelativePaths(store).to(file)).contains(path);
    }

    @ParameterizedTest
    @CsvSource({
        "C:\\sym, D:\\a.pdb",
        "\\\\h\\s\\sym, \\\\h\\t\\a.pdb",
        "/srv/sym, \\\\h\\s\\a.pdb",
        "C:\\sym, \\\\h\\s\\a.pdb",
        "s3://bucket/sym, /srv/a.pdb"
    })
    void noPathLeadsToAnotherDriveOrShareOrOutOfABucket(String store, String file) {
        assertThat(new RelativePaths(store).to(file)).isEmpty();
        assertThat(new RelativePaths(store).toOrAbsolute(file)).isEqualTo(file);
    }
}
