module oracle/containerd

go 1.26.0

require (
	github.com/pelletier/go-toml/v2 v2.4.3
	github.com/sirupsen/logrus v1.9.3
	oracle/verdict v0.0.0
)

require golang.org/x/sys v0.0.0-20220715151400-c0bba94af5f8 // indirect

replace oracle/verdict => ../verdict
