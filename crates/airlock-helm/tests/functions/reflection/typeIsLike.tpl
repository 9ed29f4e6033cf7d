{{ typeIsLike "semver.Version" (semver "1.0.0") }}{{ typeIsLike "*semver.Version" (semver "1.0.0") }}{{ typeIsLike "string" "x" }}{{ typeIsLike "int" "x" }}
