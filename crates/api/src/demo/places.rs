//! The demo's map: real provinces and cities, and roads that most Chinese cities have.

/// A city: code, Chinese name, English name, latitude and longitude of its centre in 1e-7 degrees.
pub type City = (&'static str, &'static str, &'static str, i64, i64);

/// A province with its cities.
#[derive(Clone, Copy, Debug)]
pub struct Province {
    /// Code of the org unit.
    pub code: &'static str,
    /// Chinese name.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
    /// Its cities.
    pub cities: [City; 4],
}

/// The provinces of the demo.
pub const PROVINCES: [Province; 8] = [
    Province {
        code: "JS",
        zh: "江苏",
        en: "Jiangsu",
        cities: [
            ("NJ", "南京", "Nanjing", 320_603_000, 1_187_969_000),
            ("SUZ", "苏州", "Suzhou", 312_990_000, 1_205_853_000),
            ("WX", "无锡", "Wuxi", 314_912_000, 1_203_119_000),
            ("XUZ", "徐州", "Xuzhou", 342_058_000, 1_172_841_000),
        ],
    },
    Province {
        code: "GD",
        zh: "广东",
        en: "Guangdong",
        cities: [
            ("GZ", "广州", "Guangzhou", 231_291_000, 1_132_644_000),
            ("SZ", "深圳", "Shenzhen", 225_831_000, 1_140_579_000),
            ("FS", "佛山", "Foshan", 230_215_000, 1_131_214_000),
            ("DG", "东莞", "Dongguan", 230_207_000, 1_137_518_000),
        ],
    },
    Province {
        code: "SC",
        zh: "四川",
        en: "Sichuan",
        cities: [
            ("CD", "成都", "Chengdu", 305_728_000, 1_040_668_000),
            ("MY", "绵阳", "Mianyang", 314_675_000, 1_046_796_000),
            ("YB", "宜宾", "Yibin", 287_518_000, 1_046_433_000),
            ("LS", "乐山", "Leshan", 295_521_000, 1_037_656_000),
        ],
    },
    Province {
        code: "LN",
        zh: "辽宁",
        en: "Liaoning",
        cities: [
            ("SY", "沈阳", "Shenyang", 418_057_000, 1_234_315_000),
            ("DL", "大连", "Dalian", 389_640_000, 1_215_647_000),
            ("AS", "鞍山", "Anshan", 411_078_000, 1_229_946_000),
            ("JZ", "锦州", "Jinzhou", 410_951_000, 1_211_270_000),
        ],
    },
    Province {
        code: "HB",
        zh: "湖北",
        en: "Hubei",
        cities: [
            ("WH", "武汉", "Wuhan", 305_928_000, 1_143_055_000),
            ("YC", "宜昌", "Yichang", 306_919_000, 1_112_865_000),
            ("XY", "襄阳", "Xiangyang", 320_090_000, 1_121_226_000),
            ("JGZ", "荆州", "Jingzhou", 303_269_000, 1_122_390_000),
        ],
    },
    Province {
        code: "SN",
        zh: "陕西",
        en: "Shaanxi",
        cities: [
            ("XA", "西安", "Xi'an", 343_416_000, 1_089_398_000),
            ("BJI", "宝鸡", "Baoji", 343_619_000, 1_072_373_000),
            ("XIY", "咸阳", "Xianyang", 343_296_000, 1_087_093_000),
            ("HZG", "汉中", "Hanzhong", 330_676_000, 1_070_238_000),
        ],
    },
    Province {
        code: "ZJ",
        zh: "浙江",
        en: "Zhejiang",
        cities: [
            ("HZ", "杭州", "Hangzhou", 302_741_000, 1_201_551_000),
            ("NB", "宁波", "Ningbo", 298_483_000, 1_215_440_000),
            ("WZ", "温州", "Wenzhou", 279_939_000, 1_206_594_000),
            ("JH", "金华", "Jinhua", 290_789_000, 1_196_474_000),
        ],
    },
    Province {
        code: "SD",
        zh: "山东",
        en: "Shandong",
        cities: [
            ("JN", "济南", "Jinan", 366_512_000, 1_171_201_000),
            ("QD", "青岛", "Qingdao", 361_271_000, 1_203_826_000),
            ("YT", "烟台", "Yantai", 374_238_000, 1_214_079_000),
            ("WF", "潍坊", "Weifang", 367_069_000, 1_191_619_000),
        ],
    },
];

/// Roads: Chinese and English name.
pub const ROADS: [(&str, &str); 14] = [
    ("中山路", "Zhongshan Road"),
    ("人民路", "Renmin Road"),
    ("解放路", "Jiefang Road"),
    ("建设路", "Jianshe Road"),
    ("和平路", "Heping Road"),
    ("新华路", "Xinhua Road"),
    ("长江路", "Changjiang Road"),
    ("迎宾大道", "Yingbin Avenue"),
    ("滨江大道", "Binjiang Avenue"),
    ("科技路", "Keji Road"),
    ("工业大道", "Gongye Avenue"),
    ("环城东路", "East Ring Road"),
    ("站前路", "Zhanqian Road"),
    ("机场路", "Airport Road"),
];
