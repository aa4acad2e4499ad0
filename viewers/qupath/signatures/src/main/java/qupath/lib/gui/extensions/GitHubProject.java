package qupath.lib.gui.extensions;

public interface GitHubProject {
    GitHubRepo getRepository();

    class GitHubRepo {
        private GitHubRepo() {}

        public static native GitHubRepo create(String name, String owner, String repo);
    }
}
